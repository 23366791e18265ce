"""Recognizers of the policy's owner: a detector file's patterns, lists and Presidio classes, run by Presidio itself.

In: a `policy.detector_file.DetectorFile` that was read and checked. Out: a pass like Veil's own.
"""
