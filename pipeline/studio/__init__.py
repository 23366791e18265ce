"""The policy workbench in the browser: on this machine alone, for one policy, for whoever started it.

`guard` decides which requests are answered, `app` answers them, `workbench` does the work, `sample` and `changes` show
what a policy does to conversations. It writes the policy file and its cases file, and nothing else.
"""
