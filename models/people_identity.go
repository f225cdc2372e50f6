package models

import "slices"

// person finds who a row is about: by login name, by what was answered, by mobile phone, or by a name that stands once
// on record and in the same place. Any other person of the same name is asked about.
func (p *peoplePlanner) person(i int, row PersonRow) (id string, ok bool) {
	cell := row.Cells[PersonName]
	if row.Name == "" {
		p.wrong(cell, "name_missing", Messagef("第%d行没有姓名，请填写", row.Row))
		return "", false
	}
	if id, found := p.known.Logins[row.Login]; found && row.Login != "" {
		name := p.nameOf(id)
		if NameKey(name) != NameKey(row.Name) {
			p.wrong(row.Cells[PersonLogin], "login_of_other", Messagef("账号“%s”属于“%s”，与表中姓名“%s”不符，请核对", row.Login, name,
				row.Name))
			return "", false
		}
		p.of[i] = id
		return id, true
	}
	earlier, same := p.earlier(i, row)
	candidates := p.candidates(row)
	switch id, found, err := p.answered(cell, row, earlier, candidates); {
	case err != nil:
		p.refused(cell, err)
		return "", false
	case found:
		p.of[i] = id
		return id, true
	}
	switch placed := p.placed(row, candidates); {
	case same != "":
		p.of[i] = same
	case len(earlier) == 0 && len(candidates) == 0:
		p.of[i] = p.newID(row.Row)
	case len(earlier) == 0 && len(placed) == 1:
		p.of[i] = placed[0]
	default:
		p.askWho(cell, row, earlier, candidates)
		return "", false
	}
	return p.of[i], true
}

func (p *peoplePlanner) nameOf(id string) string {
	for _, k := range p.known.People {
		if k.ID == id {
			return k.Name
		}
	}
	return ""
}

// earlier lists the rows before with the same name that may be the same person; same is the one of which it is certain:
// the same login name or the same mobile phone.
func (p *peoplePlanner) earlier(i int, row PersonRow) (rows []int, same string) {
	for j := range i {
		other := p.rows[j]
		if NameKey(other.Name) != NameKey(row.Name) || p.of[j] == "" {
			continue
		}
		switch {
		case row.Cells[PersonName] == other.Cells[PersonName], // one cell merged over both rows
			row.Login != "" && row.Login == other.Login,
			row.Contact.Mobile != "" && row.Contact.Mobile == other.Contact.Mobile &&
				(row.Login == "" || other.Login == "" || row.Login == other.Login):
			return nil, p.of[j]
		case row.Login != "" && other.Login != "": // two accounts are two people
		default:
			rows = append(rows, j)
		}
	}
	return rows, ""
}

// candidates lists the people on record with the name of a row.
func (p *peoplePlanner) candidates(row PersonRow) (ids []string) {
	for _, k := range p.known.People {
		if NameKey(k.Name) == NameKey(row.Name) {
			ids = append(ids, k.ID)
		}
	}
	return ids
}

// placed narrows people of one name to those in the row's place, or with its mobile phone.
func (p *peoplePlanner) placed(row PersonRow, ids []string) (placed []string) {
	for _, id := range ids {
		mobile := p.known.Contacts[id].Mobile
		there := slices.ContainsFunc(p.known.Holders, func(h RoleHolder) bool {
			return h.PersonID == id && (row.Organisation != "" && h.OrganisationID == OrganisationID(row.Organisation) ||
				row.Post != "" && h.PostID == PostID(row.Post))
		})
		if there || mobile != "" && mobile == row.Contact.Mobile {
			placed = append(placed, id)
		}
	}
	return placed
}

// answered returns who a person said the row is about.
func (p *peoplePlanner) answered(cell string, row PersonRow, earlier []int, candidates []string) (string, bool, error) {
	answer := p.answers[cell]
	switch {
	case answer == "" || len(earlier)+len(candidates) == 0:
		return "", false, nil
	case answer == AnswerNew:
		return p.newID(row.Row), true, nil
	case slices.Contains(candidates, answer):
		return answer, true, nil
	}
	for _, j := range earlier {
		if p.rows[j].Cells[PersonName] == answer {
			return p.of[j], true, nil
		}
	}
	return "", false, Errorf(KindInvalid, "bad_answer", "%s 的答复“%s”不在可选范围内，请重新选择", cell, answer)
}

// askWho asks which of the people of one name a row is about.
func (p *peoplePlanner) askWho(cell string, row PersonRow, earlier []int, candidates []string) {
	f := PersonFinding{Cell: cell, Code: "same_name", Message: Messagef("“%s”有同名人员，请明确是哪一位", row.Name)}
	for _, j := range earlier {
		f.Options = append(f.Options, PersonOption{Value: p.rows[j].Cells[PersonName],
			Label: Messagef("与 %s 为同一人", p.rows[j].Cells[PersonName])})
	}
	for _, id := range candidates {
		f.Options = append(f.Options, PersonOption{Value: id, Label: p.described(id)})
	}
	f.Options = append(f.Options, PersonOption{Value: AnswerNew, Label: Messagef("另一位同名人员（新增）")})
	p.plan.Findings = append(p.plan.Findings, f)
}

// described says who a person on record is: their places.
func (p *peoplePlanner) described(id string) Message {
	places := Words{Mark: "、"}
	for _, h := range p.known.Holders {
		if h.PersonID != id {
			continue
		}
		of := p.organisation(h.OrganisationID) + p.post(h.PostID)
		if of == "" {
			places.Items = append(places.Items, Messagef("%s", WordOf(h.Role.Role)))
			continue
		}
		places.Items = append(places.Items, Messagef("%s%s", of, WordOf(h.Capacity)))
	}
	if len(places.Items) == 0 {
		return Messagef("已有人员“%s”", p.nameOf(id))
	}
	return Messagef("已有人员“%s”：%s", p.nameOf(id), places)
}
