"""Accounts: who may use the web app from other computers, and the login page.

One file holds the accounts (`account_file`), passwords are argon2id hashes (`passwords`), a login
makes a session in memory (`sessions`), and `door` stands before the whole server: page, REST, MCP,
downloads and uploads. No module here imports gradio.
"""
