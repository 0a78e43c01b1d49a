select distinct counterparty as value, counterparty as text
from bess.mart_sla_evidence
order by text
