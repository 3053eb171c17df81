"""Contract and evidence to the answer: is it done?"""
