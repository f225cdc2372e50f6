package api

import (
	"context"

	"duban/models"
)

// ReviewBody is a ReviewCommand without the submission, which is in the path.
type ReviewBody struct {
	Decision    models.Decision `json:"decision"`
	Reason      string          `json:"reason,omitempty" doc:"退回必须说明理由"`
	MonthAmount *models.Money   `json:"approved_month_fen,omitempty" doc:"审定的当月完成投资（分）；不填为报送数"`
	YTDAmount   *models.Money   `json:"approved_year_to_date_fen,omitempty" doc:"审定的年初累计完成投资（分）；不填为报送数"`
	Confirmed   bool            `json:"confirmed,omitempty" doc:"已按提示核对审定的数，确认无误"`
}

type reviewInput struct {
	Keyed
	Edit
	OfSubmission
	Body body[ReviewBody]
}

func (h handlers) reviewSubmission(ctx context.Context, actor models.Actor, in *reviewInput) (*receiptOutput, error) {
	b := in.Body.Value
	version, err := in.version()
	if err != nil {
		return nil, err
	}
	return receipt(h.t.Review(ctx, actor, in.Key, version, models.ReviewCommand{
		Submission: in.Submission, Decision: b.Decision, Reason: b.Reason, MonthAmount: b.MonthAmount, YTDAmount: b.YTDAmount,
		Confirmed: b.Confirmed,
	}))
}
