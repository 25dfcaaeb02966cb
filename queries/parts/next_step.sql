-- What is to be done next, as an expression: of an open ticket at the moment looked at, with its judgement beside it.
-- Closing is never suggested where the customer waits, nor where somebody said that the words were none.

case
    when turn = 'support' then 'answer'
    when turn = 'third_party' then 'update'
    when turn = 'customer' and silent_working_seconds > cast(:ask_to_close_seconds as bigint) then 'ask_to_close'
    when turn = 'customer' and is_stalled then 'remind'
    when turn = 'finished' and coalesce(is_right, true) then 'close'
    when turn = 'finished' then 'answer'
    when turn is not null then 'check'
end
