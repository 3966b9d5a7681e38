"""Who has to look after whom, by when: tasks of the ward's health station, and units that are told."""
