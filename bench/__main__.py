"""`python -m bench`: one command, one table; results stay in bench/results/system.md."""

from bench.system import main

if __name__ == "__main__":
    main()
