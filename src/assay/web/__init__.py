"""The workbench in the browser: pages made on the server, no request to any other host."""
