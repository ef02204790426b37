"""Models of joint procurement: business case, equalisation, uncertainty."""
