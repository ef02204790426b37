"""`python -m kdanalysis`: the same as the command `kdanalysis`."""

from kdanalysis.cli import main

main()
