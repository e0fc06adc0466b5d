"""Writing is a verb: one public function per act."""
