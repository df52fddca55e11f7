def measure(n):
    pass
