"""Text that a farm's program has cut in the middle of characters: the search for what stood there.

`profile.py` says what the farm does, `steps.py` and `gaps.py` which readings a run can have, `lattice.py` holds them,
`likelihood.py` judges them, `restore.py` puts the best one in.
"""

from .restore import restore_shifted_bytes, shifted_bytes_apply

__all__ = ["restore_shifted_bytes", "shifted_bytes_apply"]
