package importer

// Basis tells which figure a month's report shows for a project: the office's decision, or only what was handed in.
type Basis string

// The bases; a project without a figure has none.
const (
	BasisNone     Basis = ""
	BasisReported Basis = "reported" // 上报数
	BasisApproved Basis = "approved" // 审定数
)
