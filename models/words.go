package models

// Chinese returns the word sheets and pages use for the stage; "" when it is unknown.
func (s Stage) Chinese() string {
	switch s {
	case StageNewStart:
		return "新开工"
	case StageCarried:
		return "续建"
	case StageCompleting:
		return "竣工投产"
	}
	return ""
}

// Chinese returns the word sheets use for the category. A project without one counts as 建设类.
func (c Category) Chinese() string {
	if c == Preparatory {
		return "准备类"
	}
	return "建设类"
}

// Chinese returns the word sheets use for the kind of investor; "" when it is unknown.
func (i Investor) Chinese() string {
	switch i {
	case InvestorGovernment:
		return "政府投资"
	case InvestorState:
		return "国有企业投资"
	case InvestorPrivate:
		return "社会投资"
	}
	return ""
}

// Chinese returns 是 or 否; "" when nothing was said.
func (a Answer) Chinese() string {
	switch a {
	case Yes:
		return "是"
	case No:
		return "否"
	}
	return ""
}

// YesNo returns 是 or 否.
func YesNo(yes bool) string {
	if yes {
		return "是"
	}
	return "否"
}
