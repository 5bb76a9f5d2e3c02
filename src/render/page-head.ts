import { escapeHtml } from '../base/escape.js'
import { contentSecurityPolicy } from './content-security-policy.js'

/** All that stands before the body of a page: it loads nothing, tells nobody where it was opened, and runs only the script that it has. */
export const pageHead = (title: string, style: string, script: string | null): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${contentSecurityPolicy(style, script)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<link rel="icon" href="data:,">
<title>${escapeHtml(title)}</title>
<style>${style}</style>
</head>`
