package models

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// PolicyItem is one setting of an account policy, for those who read or change it.
type PolicyItem struct {
	Name  string // as in the environment, in lower case: "password_least"
	Label Message
	Hint  Message // what a special value means; empty: nothing to say
	Kind  ItemKind
	Value string
	Least int // of a number
	Most  int
}

// ItemKind is how the value of a PolicyItem is written.
type ItemKind string

// The kinds of settings.
const (
	ItemNumber ItemKind = "number"
	ItemReach  ItemKind = "reach"
	ItemText   ItemKind = "text"
)

// longestPolicyWords limits PasswordWords, in characters.
const longestPolicyWords = 500

// setting ties a field of a policy to its item.
type setting struct {
	item   PolicyItem
	number *int
	reach  *PolicyReach
	text   *string
}

// settings lists the fields of a policy in the order in which they are shown.
func (p *AccountPolicy) settings() []setting {
	none := Messagef("0 为不限")
	number := func(name string, at *int, least, most int, label, hint Message) setting {
		return setting{item: PolicyItem{Name: name, Label: label, Hint: hint, Kind: ItemNumber, Least: least, Most: most},
			number: at}
	}
	return []setting{
		number("password_least", &p.PasswordLeast, 8, 64, Messagef("密码最少字符数"), Message{}),
		number("password_kinds", &p.PasswordKinds, 1, 4, Messagef("密码字符种类数"),
			Messagef("大写字母、小写字母、数字、符号、汉字中的种数")),
		number("password_phrase", &p.PasswordPhrase, 0, 64, Messagef("长短语免种类要求的强度"), Messagef("0 为一律要求种类数")),
		number("password_days", &p.PasswordDays, 0, 3660, Messagef("密码有效天数"), none),
		number("password_history", &p.PasswordHistory, 0, 24, Messagef("不得重复的最近密码个数"), Message{}),
		{item: PolicyItem{Name: "password_words", Label: Messagef("密码中视为常见的词"), Kind: ItemText,
			Hint: Messagef("以空格分隔，如单位简称、地名；常见密码、账号、姓名已计入")}, text: &p.PasswordWords},
		number("sessions", &p.Sessions, 0, 50, Messagef("每人同时登录数"), Messagef("超出时最早的登录退出；0 为不限")),
		{item: PolicyItem{Name: "second_factor", Label: Messagef("密码登录须用动态口令"), Kind: ItemReach}, reach: &p.SecondFactor},
		number("second_factor_days", &p.FactorDays, 0, 90, Messagef("动态口令设置宽限天数"), Messagef("自首次要求时的登录起计；0 为登录后立即设置")),
		{item: PolicyItem{Name: "bind_address", Label: Messagef("网络地址变化时须重新登录"), Kind: ItemReach}, reach: &p.BindAddress},
		{item: PolicyItem{Name: "administrator_networks", Label: Messagef("管理员登录的网络地址"), Kind: ItemText,
			Hint: Messagef("三员只能从这些地址或网段登录和使用令牌，以空格分隔，如 10.1.2.0/24；空为不限")}, text: &p.AdminNetworks},
		number("proof_minutes", &p.ProofMinutes, 0, 720, Messagef("重要操作前重新验证密码的间隔（分钟）"), Messagef("0 为不要求")),
		number("dormant_days", &p.DormantDays, 0, 3660, Messagef("多少天未登录的账号自动停用"), Messagef("0 为不停用；有有效令牌的除外")),
		number("token_days", &p.TokenDays, 1, 366, Messagef("令牌默认有效天数"), Message{}),
		number("token_longest", &p.TokenLongest, 1, 366, Messagef("令牌最长有效天数"), Message{}),
	}
}

// Items returns the settings of the policy in the order in which they are shown.
func (p AccountPolicy) Items() []PolicyItem {
	var items []PolicyItem
	for _, s := range p.settings() {
		switch {
		case s.number != nil:
			s.item.Value = strconv.Itoa(*s.number)
		case s.reach != nil:
			s.item.Value = string(s.reach.known())
		default:
			s.item.Value = *s.text
		}
		items = append(items, s.item)
	}
	return items
}

// With returns the policy with one setting changed. It is to be checked once all are. Errors: KindInvalid "bad_policy".
func (p AccountPolicy) With(name, value string) (AccountPolicy, error) {
	value = strings.TrimSpace(value)
	for _, s := range p.settings() {
		switch {
		case s.item.Name != name:
			continue
		case s.number != nil:
			n, err := strconv.Atoi(value)
			if err != nil {
				return p, Errorf(KindInvalid, "bad_policy", "%s应为整数，不能是“%s”", s.item.Label, value)
			}
			*s.number = n
		case s.reach != nil:
			*s.reach = PolicyReach(value)
		default:
			*s.text = strings.Join(strings.Fields(value), " ")
		}
		return p, nil
	}
	return p, Errorf(KindInvalid, "bad_policy", "没有设置项“%s”，请核对", name)
}

// known returns the reach, of which "" is ReachNobody.
func (r PolicyReach) known() PolicyReach {
	if r == "" {
		return ReachNobody
	}
	return r
}

func (i PolicyItem) check() error {
	switch i.Kind {
	case ItemNumber:
		if n, err := strconv.Atoi(i.Value); err != nil || n < i.Least || n > i.Most {
			return Errorf(KindInvalid, "bad_policy", "%s应为 %d～%d，不能是 %s", i.Label, i.Least, i.Most, i.Value)
		}
	case ItemReach:
		if !slices.Contains(Reaches, PolicyReach(i.Value)) {
			return Errorf(KindInvalid, "bad_policy", "%s的范围“%s”无效，请核对", i.Label, i.Value)
		}
	case ItemText:
		if utf8.RuneCountInString(i.Value) > longestPolicyWords {
			return Errorf(KindInvalid, "bad_policy", "%s过长，应在 %d 字以内", i.Label, longestPolicyWords)
		}
	}
	return nil
}

// Shown returns the value as people read it.
func (i PolicyItem) Shown() Message {
	switch {
	case i.Kind == ItemReach:
		return Messagef("%s", WordOf(PolicyReach(i.Value)))
	case i.Value == "":
		return Messagef("无")
	}
	return PlainMessage(i.Value)
}

// Changes says what differs between two policies, a line for each setting.
func (p AccountPolicy) Changes(from AccountPolicy) (lines []Message) {
	before := from.Items()
	for i, item := range p.Items() {
		if item.Value != before[i].Value {
			lines = append(lines, Messagef("%s：%s → %s", item.Label, before[i].Shown(), item.Shown()))
		}
	}
	return lines
}
