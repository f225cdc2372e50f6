package tracking

import (
	"context"
	"fmt"

	"duban/models"
	"duban/store"
)

// AccountPolicyPage is the account policy in force and who changed it.
type AccountPolicyPage struct {
	Number    int                   `json:"number"` // of the version in force; 0: none is stored, the environment gives it
	Policy    models.AccountPolicy  `json:"policy"`
	Changes   []AccountPolicyChange `json:"changes"`
	MayChange bool                  `json:"may_change"`
}

// AccountPolicyChange is one change of the policy, for people.
type AccountPolicyChange struct {
	Number int              `json:"number"`
	At     models.Instant   `json:"at"`
	By     string           `json:"by"`
	Reason string           `json:"reason,omitempty"`
	Lines  []string         `json:"lines"` // what it changed, a line for each setting
	Texts  []models.Message `json:"-"`     // the same
}

// NewAccountPolicy is a changed policy. Number is the version that it was made from.
type NewAccountPolicy struct {
	Number int                  `json:"number"`
	Policy models.AccountPolicy `json:"policy"`
	Reason string               `json:"reason,omitempty"`
}

// mostPolicies is how many changes of the policy are shown.
const mostPolicies = 20

// AccountPolicy shows the account policy.
func (s *Service) AccountPolicy(ctx context.Context, actor models.Actor) (page AccountPolicyPage, err error) {
	if err := models.CanSeeAccountPolicy(actor); err != nil {
		return page, err
	}
	err = s.Store.Read(ctx, func(tx *store.Tx) error {
		page, err = s.accountPolicyPage(tx, actor)
		return err
	})
	return page, err
}

func (s *Service) accountPolicyPage(tx *store.Tx, actor models.Actor) (AccountPolicyPage, error) {
	versions, err := tx.AccountPolicyVersions(mostPolicies + 1)
	page := AccountPolicyPage{Policy: s.configured(), Changes: []AccountPolicyChange{},
		MayChange: !actor.Operator && models.CanSetAccountPolicy(actor) == nil}
	for i, v := range versions {
		p, before := models.PolicyIn(v.Content, s.configured()), s.configured()
		if i == 0 {
			page.Number, page.Policy = v.Number, p
		}
		if i == mostPolicies {
			break
		}
		if i+1 < len(versions) {
			before = models.PolicyIn(versions[i+1].Content, s.configured())
		}
		change := AccountPolicyChange{Number: v.Number, At: v.At, By: v.ByName, Reason: v.Reason, Lines: []string{},
			Texts: p.Changes(before)}
		for _, line := range change.Texts {
			change.Lines = append(change.Lines, line.String())
		}
		page.Changes = append(page.Changes, change)
	}
	return page, err
}

// SetAccountPolicy stores a changed policy, which holds from then on. Only the security administrator may; the operator
// in an emergency, with a reason. It is refused when the policy was changed in between.
func (s *Service) SetAccountPolicy(ctx context.Context, actor models.Actor, key string,
	n NewAccountPolicy) (page AccountPolicyPage, err error) {
	if err := models.CanSetAccountPolicy(actor); err != nil {
		return page, err
	}
	why := whyOf(ctx)
	if why.Reason != "" {
		n.Reason = why.Reason
	}
	if err := checkWhy(actor, Why{Reason: n.Reason, Emergency: why.Emergency}); err != nil {
		return page, err
	}
	if actor.Operator && !why.Emergency {
		return page, models.Errorf(models.KindForbidden, "forbidden", "账号安全策略由安全管理员更改；应急时运维员须写明原因办理%s",
			models.CommandHint("（--emergency --reason）"))
	}
	if from := addressOf(ctx); n.Policy.Check() == nil && !n.Policy.Admits(actor, from) {
		return page, models.Errorf(models.KindInvalid, "bad_policy", "更改后，您从现在的地址 %s 将不能登录，请核对管理员登录的网络地址", from)
	}
	version, err := models.NewAccountPolicyVersion(n.Number, n.Policy, n.Reason, actor, s.now())
	if err != nil {
		return page, err
	}
	err = s.onceAs(ctx, actor, key, "SetAccountPolicy", n, func(tx *store.Tx) (string, string, error) {
		newest, err := tx.AccountPolicyVersions(1)
		if err != nil {
			return "", "", err
		}
		if len(newest) > 0 && newest[0].Number != n.Number || len(newest) == 0 && n.Number != 0 {
			return "", "", store.PolicyChanged()
		}
		return "account.policy", fmt.Sprintf("第 %d 次更改", version.Number), tx.InsertAccountPolicy(version)
	})
	if err != nil {
		return page, err
	}
	return s.AccountPolicy(ctx, actor)
}
