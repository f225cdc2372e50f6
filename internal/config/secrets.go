package config

// Secrets configures how secrets of second factors and channels are stored.
type Secrets struct {
	SecretsKey string `env:"DUBAN_SECRETS_KEY"` // file of the keys; "": they are stored as they are
	// DropLost removes what the keys do not decrypt. Only a flag: it must not stay in a configuration.
	DropLost bool `env:"-"`
}

func (s Secrets) validate() error {
	if s.DropLost && s.SecretsKey == "" {
		return wrong("清除无法解密的密钥（--drop-lost-secrets）须同时给出密钥文件（--secrets-key）；原文件还在的给出原文件即可，不必清除")
	}
	return nil
}
