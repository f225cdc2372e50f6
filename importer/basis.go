package importer

// Basis is where the figure of a monthly report comes from: the office's decision, or only the owner's report.
type Basis string

// The bases; a project without a figure has none.
const (
	BasisNone     Basis = ""
	BasisReported Basis = "reported" // 上报数
	BasisApproved Basis = "approved" // 审定数
)
