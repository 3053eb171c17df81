"""User stories as contracts: is each one done, and what is the evidence?"""
