package tracking

import (
	"strings"

	"duban/models"
)

// requestLine puts what a person did with a request in words.
func requestLine(what string, q models.Request) (text models.Message, more string) {
	switch what {
	case "ask":
		parts := []string{q.Reason + parenthesis(q.Document)}
		if q.OnBehalfOf != "" {
			parts = append(parts, "代“"+q.OnBehalfOf+"”申请"+parenthesis(q.Paper))
		}
		return q.About(), strings.Join(parts, "；")
	case "pass":
		return models.Messagef("初审同意：%s", q.About()), q.PreReviewNote
	case "approve", "refuse":
		more = q.DecisionReason
		if q.DecisionPaper != "" {
			more += parenthesis(q.DecisionPaper + " " + q.DecisionPaperOn.String())
		}
		if q.DecidedFor != "" {
			more = q.DecidedFor + " " + more
		}
		return models.Messagef("%s：%s", q.State(), q.About()), strings.TrimSpace(more)
	}
	return models.Messagef("撤回：%s", q.About()), ""
}
