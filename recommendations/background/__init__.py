"""What runs without a person: the tasks of the worker and the timetable of the scheduler."""
