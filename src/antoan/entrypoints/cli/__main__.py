"""Lets the command run as a module."""

from antoan.entrypoints.cli.main import main

if __name__ == "__main__":
    main()
