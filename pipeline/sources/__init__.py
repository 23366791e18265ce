"""What do these bytes say? Bytes of one format become `Conversation`s.

In the data's order: `locations` (what the user named, as files), `opening` and `compression` (files as byte streams),
`sniffing` (which format), `planning` (files cut into shards), `reading` (one shard as records), `formats/` (one file a
format, by the contract in `format`), `assemble` (fields of the native format, checked and built). Nothing here decides
what may pass; a bad record becomes a `Reject` with a reason code and reading goes on.
"""
