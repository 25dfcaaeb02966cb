"""A Chatwoot whose every number is known; the tests beside say what must come out."""

from tests.importing.hosts.chatwoot import (
    ACTIVITY,
    INCOMING,
    JOAO,
    OPEN,
    OUTGOING,
    PENDING,
    RESOLVED,
    SNOOZED,
    TEMPLATE,
    conversation,
    counted,
    message,
)

CONVERSATIONS = [
    # With a bot first, taken over, resolved, reopened by the customer, resolved again.
    conversation(
        1,
        RESOLVED,
        assignee_id=1,
        team_id=1,
        priority=3,
        updated_at="2026-03-05 10:00:00",
        first_reply_created_at="2026-03-02 12:00:00",
    ),
    conversation(2, OPEN, inbox_id=2, contact_id=2, additional_attributes='{"mail_subject": "Fatura"}'),
    conversation(3, PENDING),
    conversation(4, SNOOZED, assignee_id=JOAO),
    conversation(5, RESOLVED),
    conversation(6, RESOLVED, inbox_id=2),
    conversation(7, OPEN),
    conversation(8, OPEN, updated_at="2026-03-02 11:00:00"),
]
MESSAGES = [
    message(1, 1, "2026-03-02 10:00:00", INCOMING, "O site caiu"),
    message(2, 1, "2026-03-02 10:00:01", TEMPLATE, "Respondemos em algumas horas"),
    message(3, 1, "2026-03-02 10:00:05", OUTGOING, "Sou o robô", sender_type="AgentBot", sender_id=1),
    message(4, 1, "2026-03-02 11:00:00", ACTIVITY, "Conversa foi reaberta por Rita Melo"),
    message(5, 1, "2026-03-02 11:01:00", ACTIVITY, "Atribuído a João Silva via N2 por Rita"),
    message(6, 1, "2026-03-02 11:02:00", ACTIVITY, "Rita Melo atribuiu a si mesmo essa conversa"),
    message(7, 1, "2026-03-02 11:03:00", ACTIVITY, "Rita Melo definiu a prioridade para urgent"),
    message(8, 1, "2026-03-02 11:04:00", ACTIVITY, "Rita Melo adicionou dns, vip"),
    message(9, 1, "2026-03-02 11:30:00", OUTGOING, "ver o datacenter", private=True),
    message(10, 1, "2026-03-02 11:50:00", OUTGOING, "não chegou", status=3),
    message(11, 1, "2026-03-02 12:00:00", OUTGOING, "Qual o domínio?"),
    message(12, 1, "2026-03-03 10:00:00", ACTIVITY, "Conversa foi marcada como resolvida por Rita Melo"),
    message(13, 1, "2026-03-03 10:00:01", TEMPLATE, "Por favor, avalie", content_type=9),
    message(14, 1, "2026-03-04 10:00:00", INCOMING, "Caiu de novo"),
    message(
        15,
        1,
        "2026-03-05 10:00:00",
        ACTIVITY,
        "A conversa foi marcada como resolvida pelo sistema por ter 1 dias de inatividade",
    ),
    message(16, 2, "2026-03-02 10:00:00", OUTGOING, "Sua fatura venceu"),
    message(17, 2, "2026-03-02 10:30:00", INCOMING, "Já paguei", sender_id=2),
    message(18, 2, "2026-03-02 10:31:00", OUTGOING, "Regra", content_attributes='"{\\"automation_rule_id\\":4}"'),
    message(19, 3, "2026-03-02 10:00:00", INCOMING, None),
    message(20, 4, "2026-03-02 11:00:00", ACTIVITY, "Conversation was snoozed by João Silva"),
    message(21, 4, "2026-03-02 11:01:00", ACTIVITY, "Assigned to Cobrança by Automation System"),
    message(22, 4, "2026-03-02 11:02:00", ACTIVITY, "Unassigned from Cobrança by Rita"),
    message(23, 4, "2026-03-02 11:03:00", ACTIVITY, "Conversation unassigned by Rita"),
    message(24, 6, "2026-03-02 11:00:00", ACTIVITY, "Conversation was resolved by Ana"),
    message(25, 6, "2026-03-02 12:00:00", INCOMING, "obrigada"),
    message(26, 7, "2026-03-02 13:00:00", ACTIVITY, "Die Unterhaltung wurde von Rita gelöst"),
    message(28, 8, "2026-03-02 10:00:00", INCOMING, "oi"),
    message(29, 8, "2026-03-02 11:00:00", OUTGOING, "olá, em que posso ajudar?"),
    message(27, 7, "2026-03-03 10:00:00", INCOMING, "ainda não"),
]
REPORTED = [
    counted(1, 1, "2026-03-02 11:00:01", "conversation_bot_handoff"),
    counted(2, 1, "2026-03-03 10:00:02", "conversation_resolved"),
    counted(3, 1, "2026-03-05 10:00:00", "conversation_resolved"),
    counted(4, 1, "2026-03-02 12:00:00", "first_response"),
    counted(5, 5, "2026-03-02 18:00:00", "conversation_resolved"),
    counted(6, 7, "2026-03-02 13:00:00", "conversation_resolved"),
]
FEEDBACK = [
    {
        "id": 1,
        "conversation_id": 1,
        "message_id": 13,
        "rating": 5,
        "feedback_message": "rápido",
        "contact_id": 1,
        "assigned_agent_id": 1,
        "created_at": "2026-03-03 11:00:00",
        "updated_at": "2026-03-03 11:00:00",
    },
]
ROWS = {
    "conversations": CONVERSATIONS,
    "messages": MESSAGES,
    "reporting_events": REPORTED,
    "csat_survey_responses": FEEDBACK,
    "attachments": [
        {"id": 1, "message_id": 19, "file_type": 0, "extension": "png"},
        {"id": 2, "message_id": 19, "file_type": 3},
    ],
    "active_storage_blobs": [{"id": 9, "key": "k", "filename": "log.txt"}],
    "active_storage_attachments": [
        {"id": 1, "name": "file", "record_type": "Attachment", "record_id": 2, "blob_id": 9}
    ],
    "taggings": [
        {"id": 1, "tag_id": 2, "taggable_type": "Conversation", "taggable_id": 1, "context": "labels"},
        {"id": 2, "tag_id": 1, "taggable_type": "Conversation", "taggable_id": 1, "context": "labels"},
        {"id": 3, "tag_id": 1, "taggable_type": "Contact", "taggable_id": 2, "context": "labels"},
    ],
}
