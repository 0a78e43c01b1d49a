"""Packets of evidence: extracts, manifest, verification."""
