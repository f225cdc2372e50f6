package models

// account plans the log-in of a row. It refuses a login name of another person, a second account of a person, and more
// new accounts than one form can create.
func (p *peoplePlanner) account(row PersonRow, c *PersonChange) bool {
	if row.Login == "" {
		return true
	}
	if p.known.Logins[row.Login] == c.PersonID || p.logins[row.Login] == c.PersonID {
		return true
	}
	cell := row.Cells[PersonLogin]
	if other := p.logins[row.Login]; other != "" {
		p.wrong(cell, "login_twice", Messagef("表中账号“%s”已用于“%s”，与“%s”不是同一人，请核对", row.Login, p.named(other), row.Name))
		return false
	}
	for _, logins := range []map[string]string{p.known.Logins, p.logins} {
		for login, person := range logins {
			if person == c.PersonID {
				p.wrong(cell, "has_login",
					Messagef("“%s”已有账号“%s”，与表中“%s”不同，请核对", row.Name, login, row.Login))
				return false
			}
		}
	}
	c.Login, p.logins[row.Login] = row.Login, c.PersonID
	if len(p.logins) == MostNewAccounts+1 {
		p.wrong(cell, "too_many_accounts", Messagef("一份表最多新建 %d 个账号，请分成几份表导入", MostNewAccounts))
	}
	return true
}

// named returns the name of a person on record or of an earlier row.
func (p *peoplePlanner) named(id string) string {
	for i, row := range p.rows {
		if p.of[i] == id {
			return row.Name
		}
	}
	return p.nameOf(id)
}
