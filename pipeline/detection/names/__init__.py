"""Is this word somebody's name here? What the model, the word lists, the capitals and the words around it say together.

`lexicon` knows words without their context, `features` describes a word in its turn, `judge` weighs the description,
`spans` makes names out of words. `detection.training.name_judge` learns the weights.
"""
