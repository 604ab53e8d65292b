"""`python -m intmk_kg` is `intmk-kg`."""

from intmk_kg.cli import main

if __name__ == "__main__":
    main(prog_name="intmk-kg")
