package contract

import (
	"strings"

	"duban/models"
)

// OrderWorkflow is the workflow type of one order.
const OrderWorkflow = "Order"

// ActivityAdvanceOrder is the activity that records what fell due in an order.
const ActivityAdvanceOrder = "AdvanceOrder"

// OrderParams starts an order's workflow, and carries it into its next run.
type OrderParams struct {
	OrderID    string        `json:"order_id"`
	Next       models.Moment `json:"next"` // what it waits for
	Title      string        `json:"title"`
	Unit       string        `json:"unit,omitempty"`        // row key of the unit
	Programme  string        `json:"programme,omitempty"`   // row key
	MaxHistory int           `json:"max_history,omitempty"` // tests only: events after which to continue as new
}

// StartOrder returns the parameters that start an order's workflow. The title of an instruction does not leave the
// database: histories have only that there is one.
func StartOrder(o models.SupervisionOrder) OrderParams {
	title := o.Kind.Chinese()
	if o.Kind != models.OrderInstruction && o.Number != "" {
		title += " " + o.Number
	}
	return OrderParams{OrderID: o.ID, Next: models.Moment{At: o.NextAt, What: o.NextWhat}, Title: title,
		Programme: o.ProgrammeID, Unit: o.UnitID}
}

// OrderWorkflowID is "order/<id>".
func OrderWorkflowID(id string) string { return "order/" + id }

// ParseOrderWorkflowID is the reverse of OrderWorkflowID; false for any other ID.
func ParseOrderWorkflowID(id string) (string, bool) {
	order, ok := strings.CutPrefix(id, "order/")
	return order, ok && order != ""
}

// AdvanceOrder is the parameter of the transaction that records what fell due in an order.
type AdvanceOrder struct {
	OrderID string         `json:"order_id"`
	Now     models.Instant `json:"now"`
}

// OrderOutcome is what a transaction on an order leaves it waiting for.
type OrderOutcome struct {
	Next     models.Moment `json:"next"`
	State    string        `json:"state"` // in Chinese, for operators
	Messages int           `json:"messages,omitempty"`
	Ended    bool          `json:"ended,omitempty"` // closed, withdrawn, or not in the database
}

// OrderRun is one running workflow of an order.
type OrderRun struct {
	OrderID string
	ID      string         // of the run
	NextDue models.Instant // what it waits for; 0: nothing
}
