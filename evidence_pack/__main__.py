"""`python -m evidence_pack` writes and verifies packets."""

import sys

from evidence_pack.packets import main

sys.exit(main())
