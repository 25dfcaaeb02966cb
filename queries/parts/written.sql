-- Written channels, without what was recorded afterwards.

not is_instant_channel and not is_recorded_afterwards
