select * from ${partners} where partner_id = '${params.partner_id}'
