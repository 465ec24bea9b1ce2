#!/bin/bash
exec python3 -m localstack.runtime.main
