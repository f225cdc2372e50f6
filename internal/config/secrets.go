package config

// Secrets configures how secrets of second factors and channels are stored.
type Secrets struct {
	SecretsKey string `env:"DUBAN_SECRETS_KEY"` // file of the keys; "": they are stored as they are
	// DropLost removes what the keys do not decrypt. Only a flag: it must not stay in a configuration.
	DropLost bool `env:"-"`
}
