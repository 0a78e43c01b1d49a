"""Routes of the API, one router per subject.

Every route is always registered: whether the published build holds what a route reads is decided by a dependency, which
refuses the request in a sentence.
"""
