-- What people recorded about tickets, less what was undone.

kept_marks as (
    select ticket_marks.*
    from ticket_marks
    where ticket_marks.kind <> 'undo'
        and not exists (select 1 from ticket_marks as undone where undone.undoes = ticket_marks.act_id)
)
