"""From a question's words to passages and answers: lexical and dense, fused."""
