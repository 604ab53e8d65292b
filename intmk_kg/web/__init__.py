"""HTTP: what is asked, in which representation it is answered, and what is said when that fails."""
