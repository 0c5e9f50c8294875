"""What is studied: catalogue, modules, sequences, quizzes; who does them, and the fact that they did."""
