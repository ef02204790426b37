"""From notebooks to HTML, PDF, Excel and the site. The only room that starts processes."""
