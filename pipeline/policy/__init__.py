"""The policy file: a strict loader, its cross checks, approvals, plain-words explanation and editors' schema.

In: the bytes of a policy file and the files it names, and a `Vocabulary` of entity types and operators. Out: a frozen
`LoadedPolicy` with its content hash, or every problem at once with file and line. Nothing here knows an operator or
a recognizer, and no clock is read: dates are arguments.
"""
