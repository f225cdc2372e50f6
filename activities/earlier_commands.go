package activities

import (
	"context"
	"encoding/json"

	"go.temporal.io/sdk/activity"

	"duban/models"
	"duban/store"
	"duban/workflows/contract"
)

// In earlier versions an update carried the complete command. None is accepted any more; one that was accepted but not
// finished when the program was replaced is finished here, with the same checks. Only the project's own workflow runs
// local activities, so a normal activity of these names is refused.

// SubmitMilestone finishes a milestone's submission accepted by an earlier version.
func (a *Activities) SubmitMilestone(
	ctx context.Context, p contract.At[contract.SubmitMilestone],
) (contract.Outcome, error) {
	return a.earlier(ctx, models.CommandSubmitMilestone, p.Command.Head, p.Command.Body, p.Now)
}

// ReportMonth finishes a month's report accepted by an earlier version.
func (a *Activities) ReportMonth(ctx context.Context, p contract.At[contract.ReportMonth]) (contract.Outcome, error) {
	p.Command.Body.Confirmed = true // that version did not ask about amounts
	return a.earlier(ctx, models.CommandReportMonth, p.Command.Head, p.Command.Body, p.Now)
}

// Review finishes a decision accepted by an earlier version.
func (a *Activities) Review(ctx context.Context, p contract.At[contract.Review]) (contract.Outcome, error) {
	p.Command.Body.Confirmed = true
	return a.earlier(ctx, models.CommandReview, p.Command.Head, p.Command.Body, p.Now)
}

// ChangePlan finishes a change of a plan accepted by an earlier version.
func (a *Activities) ChangePlan(ctx context.Context, p contract.At[contract.ChangePlan]) (contract.Outcome, error) {
	p.Command.Body.Confirmed = true
	return a.earlier(ctx, models.CommandChangePlan, p.Command.Head, p.Command.Body, p.Now)
}

func (a *Activities) earlier(ctx context.Context, name string, head contract.Head, body any,
	at models.Instant) (contract.Outcome, error) {
	now := a.moment(at)
	if !activity.GetInfo(ctx).IsLocalActivity {
		asked := contract.Command{Key: head.Key, ProjectID: head.ProjectID}
		err := a.Store.Write(ctx, func(tx *store.Tx) error {
			return noteRefusal(tx, "command.unknown", asked, "not_local", now)
		})
		if err == nil {
			err = models.Errorf(models.KindForbidden, codeUnknown, "没有受理过编号为“%s”的这项请求，未执行", head.Key)
		}
		return contract.Outcome{}, answer(ctx, err)
	}
	text, err := json.Marshal(body)
	if err != nil {
		return contract.Outcome{}, answer(ctx, err)
	}
	command := models.StoredCommand{
		Key: head.Key, Hash: head.Hash, Name: name, ProjectID: head.ProjectID, Body: string(text),
		ByID: head.By.ID, ByName: head.By.Name, Operator: head.By.Operator, Version: head.Version,
	}
	var out contract.Outcome
	err = a.Store.Write(ctx, func(tx *store.Tx) error {
		done, found, err := tx.Command(head.Key)
		switch {
		case err != nil:
			return err
		case found && (done.Hash != head.Hash || done.Name != name):
			return models.Errorf(models.KindInvalid, "key_reused", "该请求编号已用于不同内容，请换一个编号%s", models.CommandHint("（--key）"))
		case found:
			out, err = a.answerAgain(tx, done, 0, now)
		default:
			out, err = a.execute(tx, command, 0, now)
		}
		return err
	})
	return out, answer(ctx, err)
}
