package ecf.core.config;

/// What a file says about its provider; each provider has its own record.
public interface ProviderSettings {}
