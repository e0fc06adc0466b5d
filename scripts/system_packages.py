"""Installation of system programs where that is allowed."""

import subprocess
from pathlib import Path

APT = Path(__file__).with_name("apt.sh")


def install(*packages: str) -> bool:
    """Install Debian packages as root or with password-less sudo, saying so; false, with the reason printed, if not."""
    return subprocess.run(["sh", str(APT), *packages], check=False).returncode == 0
