package contract

// ErrorDetails travels as the details of an application error whose type is a models.Kind.
type ErrorDetails struct {
	Code    string `json:"code"`
	Message string `json:"message"`
	Cell    string `json:"cell,omitempty"`
}
